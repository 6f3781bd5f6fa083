import type { Parameter } from "../contract/model.ts";
import type { Rule } from "./model.ts";
import { shownValue } from "./rendering.ts";
import { checkFields } from "./response-fields.ts";

/**
 * A field that its page calls a URL is one that a client can open: absolute, of http or https, with a host. No page gives
 * the form, so that follows.
 */
export const urls: Rule = {
  id: "urls",
  kind: "conclusion",
  title: "Every field that the page calls a URL is a URL.",
  next: "Look where the value is kept: a path or a name that some component should have made a URL of.",
  check: (exchange) =>
    checkFields(exchange, (field, value, where) => {
      if (!isUrlField(field) || typeof value !== "string" || isUrl(value)) return [];
      const documented = `a URL, such as https://host/image.png (${field.meaning})`;
      return [{ clause: field.clause, where, documented, actual: shownValue(value) }];
    }),
};

/** By its name's last word, as `serviceImageUrl`, or by what its page says that it is: "URL of …", "… URL". */
function isUrlField({ type, name, meaning }: Parameter): boolean {
  return type === "string" && (/(?:^url|Url|URL|_url)$/.test(name) || /^URL\b|\bURL$/.test(meaning));
}

function isUrl(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false;
  const { protocol, hostname } = new URL(text);
  return ["http:", "https:"].includes(protocol) && hostname !== "";
}
