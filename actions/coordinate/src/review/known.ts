/** What was read, with what is missing of it; or why it is not known. */
export type Known<T> = { readonly value: T; readonly gap?: string } | { readonly unknown: string };
