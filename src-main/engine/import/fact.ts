/**
 * SQL of what a column shows: of how many rows a condition holds, or an aggregate that is the same over the rows and over
 * their different values.
 */
export type Fact = { count: string } | { value: string };
