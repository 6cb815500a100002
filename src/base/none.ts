/** "No such index" in columns of dense indices. */
export const NONE = -1;

/** "Never reached" in columns of seconds; far beyond any horizon and safe to add a week to. */
export const UNREACHED = 0x3fffffff;
