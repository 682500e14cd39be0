/** Thrown for a row that cannot be taken into the history; `message` is the reason, short and stable. */
export class RowRejected extends Error {}
