/** Marks a branch the type checker has proved unreachable; throws when data from outside reaches it all the same. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
