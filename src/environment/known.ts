/** The ids that settings and environment files may name. The caller collects them from contract, cases and rules. */
export interface KnownIds {
  /** By operation id. */
  readonly operations: ReadonlyMap<string, KnownOperation>;
  readonly rules: ReadonlySet<string>;
  /** `operation/case` of the cases of every kind. */
  readonly caseIds: readonly string[];
}

export interface KnownOperation {
  /** Case names without the operation. */
  readonly cases: ReadonlySet<string>;
  /** Names of the request fields that the contract or the cases know. */
  readonly fields: ReadonlySet<string>;
  /** Those of them whose value serves once; absent: none. */
  readonly once?: ReadonlySet<string>;
}

/** Behind the name of what nobody knows: commands know rows of one's own only where they are told of them. */
export const OF_ONES_OWN = "(one of your own needs --contract and --cases)";

/** What reading the settings found: problems stop the run before anything is sent, notices stop nothing. */
export interface Findings {
  readonly problems: string[];
  readonly notices: string[];
}
