/** Recorded scenarios in which our hosts do something else than Linux. One that agrees must leave the list: the test says so. */
export const NOT_YET: readonly string[] = [];
