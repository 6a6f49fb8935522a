/** What the page does with its keys. Plain script, as the page carries it. */
export const SCRIPT = `
(() => {
	const data = JSON.parse(document.getElementById('data').textContent);
	const last = data.steps.length - 1;
	const parts = [...document.querySelectorAll('[data-from]')];
	const cursor = document.getElementById('cursor');
	const cursors = [...document.querySelectorAll('.graph-cursor')];
	const picture = document.querySelector('.picture');
	const html = indexes => indexes.map(index => data.lines[index]).join('\\n');
	let at = -1;
	const show = wanted => {
		const next = Math.max(0, Math.min(last, wanted));
		if (next === at || last < 0) return;
		at = next;
		const step = data.steps[at];
		for (const part of parts) {
			part.classList.toggle('to-come', Number(part.dataset.from) > at);
			part.classList.toggle('under-way', Number(part.dataset.from) <= at && Number(part.dataset.to) > at);
		}
		cursor.setAttribute('transform', 'translate(0 ' + step.y + ')');
		for (const [i, line] of cursors.entries()) line.setAttribute('transform', 'translate(' + step.x[i] + ' 0)');
		document.getElementById('when').textContent = step.at;
		document.getElementById('step').textContent = data.count.replace('{step}', at + 1).replace('{count}', last + 1);
		document.getElementById('facts').innerHTML = html(step.facts);
		document.getElementById('client').innerHTML = html(step.client);
		document.getElementById('server').innerHTML = html(step.server);
		document.getElementById('back').disabled = at === 0;
		document.getElementById('forth').disabled = at === last;
		const box = cursor.getBoundingClientRect();
		const room = picture.getBoundingClientRect();
		if (box.top < room.top + 60 || box.bottom > room.bottom - 90) picture.scrollTop += box.top - room.top - room.height / 2;
		history.replaceState(null, '', '#' + (at + 1));
	};
	const keys = {
		ArrowRight: () => at + 1, ArrowDown: () => at + 1, j: () => at + 1, l: () => at + 1, ' ': () => at + 1,
		ArrowLeft: () => at - 1, ArrowUp: () => at - 1, k: () => at - 1, h: () => at - 1,
		PageDown: () => at + 10, PageUp: () => at - 10, Home: () => 0, End: () => last,
	};
	addEventListener('keydown', event => {
		const to = keys[event.key];
		if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		show(to());
	});
	addEventListener('hashchange', () => show(Number(location.hash.slice(1)) - 1));
	document.getElementById('back').addEventListener('click', () => show(at - 1));
	document.getElementById('forth').addEventListener('click', () => show(at + 1));
	for (const part of parts) part.addEventListener('click', () => { if (!String(getSelection())) show(Number(part.dataset.from)); });
	show(Number(location.hash.slice(1) || 1) - 1);
})();
`;
