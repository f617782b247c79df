/** The service did something else than the story says: the demo ends with a failure. */
export class Deviation extends Error {}
