import {ParseError, parseScenario, type Scenario} from '../../src/format/index.js';

export const read = (text: string, path = 'test.yaml'): Promise<Scenario> => parseScenario({path, text});

/** The message of the ParseError that reading this file throws. */
export async function refusal(text: string): Promise<string> {
	try {
		await read(text);
	} catch (error) {
		if (error instanceof ParseError) return error.message;
		throw error;
	}

	throw new Error('it was read');
}
