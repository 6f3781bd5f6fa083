import type { Contract, Operation, Parameter } from "../contract/model.ts";

/**
 * Every wording that counts as a documented message, the page's own first. Where a reading lists wordings of the same
 * message (`Success.` and `Success`), each of them is as good; `{field}`, `{min}` and `{max}` in them stand for the
 * request parameter that the message names and for its bounds.
 */
export function acceptedMessages(contract: Contract, operation: Operation, message: string): string[] {
  const accepted = new Set([message]);
  for (const reading of contract.readings) {
    for (const { accepted: templates } of reading.messages) {
      const field = templates
        .map((template) => fieldNamed(template, message))
        .find((name) => name !== undefined);
      if (field === undefined) continue;
      for (const template of templates) accepted.add(fill(template, field, operation));
    }
  }
  return [...accepted];
}

/** The field that a message names by a template; "" where the template names none, undefined where it does not fit. */
function fieldNamed(template: string, message: string): string | undefined {
  const pattern = template
    .replace(/[.*+?^$()|[\]\\]/g, "\\$&")
    .replace("{field}", "(?<field>\\w+)")
    .replaceAll(/\{(min|max)\}/g, "\\d+");
  const match = new RegExp(`^${pattern}$`, "u").exec(message);
  return match ? (match.groups?.field ?? "") : undefined;
}

function fill(template: string, field: string, operation: Operation): string {
  const parameter = findField(operation.request, field);
  return template
    .replace("{field}", field)
    .replace("{min}", parameter?.length ?? parameter?.min ?? "")
    .replace("{max}", parameter?.length ?? parameter?.max ?? "");
}

function findField(parameters: readonly Parameter[], name: string): Parameter | undefined {
  for (const parameter of parameters) {
    const found = parameter.name === name ? parameter : findField(parameter.fields, name);
    if (found) return found;
  }
  return undefined;
}
