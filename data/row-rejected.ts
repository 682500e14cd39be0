/** Thrown for an invalid row, kept out of the history; `message` is a short, stable reason. */
export class RowRejected extends Error {}
