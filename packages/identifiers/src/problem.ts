const PROBLEM = Symbol('problem');

/** Why a text was refused: the part at fault. Internal: the doors answer `undefined`. */
export interface Problem {
  readonly [PROBLEM]: string;
}

/** Names the part at fault. */
export function problem(part: string): Problem {
  return { [PROBLEM]: part };
}

/** Tells a refusal from a result. */
export function isProblem(value: object): value is Problem {
  return PROBLEM in value;
}
