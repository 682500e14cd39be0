/** Threads of the child's pool: each running statement holds one, and KILL QUERY needs one more. */
export const ENGINE_THREADS = 32;

/** Statements that run at once; the rest of the threads is left for kills and compression. */
export const MAX_RUNNING_STATEMENTS = ENGINE_THREADS - 8;
