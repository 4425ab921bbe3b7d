/**
 * The oldest migration main must have had for the functions to work on it: raised by whoever makes them need a newer one. A
 * function that is content with less says so itself.
 */
export const OLDEST_MIGRATION = '0002_apply_transactions';
