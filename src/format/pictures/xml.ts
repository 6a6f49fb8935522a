/** Text for XML and HTML: nothing that a person or a program wrote is ever markup. */

/** What XML 1.0 forbids, and what would turn the reading direction: all controls but the ends of lines. */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** For the text of an element, and for an attribute's value in double quotes. */
export const escaped = (text: string): string =>
	text.replace(FORBIDDEN, '·').replace(/[&<>"']/g, sign => ENTITIES[sign] ?? sign);

type Value = string | number | undefined;

/** `name="value" …`, each after a blank; what is undefined is left out. */
export const attributes = (values: Readonly<Record<string, Value>>): string =>
	Object.entries(values)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => ` ${name}="${escaped(typeof value === 'number' ? String(round(value)) : String(value))}"`)
		.join('');

/** An element; `inner` is markup already. */
export const element = (name: string, values: Readonly<Record<string, Value>>, inner = ''): string =>
	inner === '' ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${inner}</${name}>`;

/** Drawings need no more than tenths. */
export const round = (value: number): number => Math.round(value * 10) / 10;
