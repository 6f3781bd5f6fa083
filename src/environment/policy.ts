export interface PolicyTarget {
  readonly embedded: boolean;
  readonly allowDestructive: boolean;
}

export type Permission = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * Whether a case may run on a target. A destructive case changes money or a membership when it succeeds; on a
 * target that is not embedded it needs the word of whoever owns the target.
 */
export function mayRun(target: PolicyTarget, testCase: { readonly destructive: boolean }): Permission {
  if (!testCase.destructive || target.embedded || target.allowDestructive) return { allowed: true };
  return {
    allowed: false,
    reason:
      "forbidden by policy: the case changes money or a membership on the target. KONAPLATE_ALLOW_DESTRUCTIVE=true permits it, and with it every destructive case of the run",
  };
}
