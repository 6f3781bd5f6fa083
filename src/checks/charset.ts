import { headerValues } from "./headers-of.ts";
import { notApplicable, type Rule } from "./model.ts";

/**
 * JSON between systems is UTF-8 (RFC 8259 section 8.1), and application/json has no charset parameter (section 11). A
 * parameter that says something else of these very bytes misleads whoever follows it.
 */
export const charset: Rule = {
  id: "charset",
  kind: "relation",
  title: "A charset that the answer declares is that of its bytes.",
  next: "Look which component writes the Content-Type, and in which character set the body is really written.",
  check: ({ response }) => {
    const [type = ""] = headerValues(response.headers, "Content-Type");
    const declared = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1];
    if (declared === undefined) return notApplicable("the answer declares no charset");
    const text = decoded(response.body, "utf-8");
    if (text === undefined) return notApplicable("the bytes are not UTF-8, which another rule tells");
    if (decoded(response.body, declared) === text) return [];
    return [
      {
        clause: "headers#request.Accept.values",
        where: "header Content-Type",
        documented: "no charset, or the one that its bytes have: utf-8",
        actual: `charset=${declared}`,
      },
    ];
  },
};

/** The text that bytes are in a charset; undefined where they are none, or nobody knows the charset. */
function decoded(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
