import { inputsOf } from "../contract/inputs.ts";
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
      for (const template of templates) {
        const wording = fill(template, field, operation);
        if (wording !== undefined) accepted.add(wording);
      }
    }
  }
  return [...accepted];
}

/** The field that a message names by a template; "" where the template names none, undefined where it does not fit. */
function fieldNamed(template: string, message: string): string | undefined {
  let named = false;
  const pattern = template.replaceAll(/\{(field|min|max)\}|[.*+?^${}()|[\]\\]/g, (part, placeholder) => {
    if (placeholder === undefined) return `\\${part}`;
    if (placeholder !== "field") return "\\d+";
    const again = named;
    named = true;
    return again ? "\\k<field>" : "(?<field>\\w+)";
  });
  const match = new RegExp(`^${pattern}$`, "u").exec(message);
  return match ? (match.groups?.field ?? "") : undefined;
}

/** The template with the field's name and bounds; undefined where it speaks of bounds that the field has not. */
function fill(template: string, field: string, operation: Operation): string | undefined {
  const parameter = findField(inputsOf(operation), field);
  const parts = new Map([
    ["{field}", field],
    ["{min}", parameter?.length ?? parameter?.min],
    ["{max}", parameter?.length ?? parameter?.max],
  ]);
  let complete = true;
  const text = template.replaceAll(/\{(?:field|min|max)\}/g, (placeholder) => {
    const part = parts.get(placeholder);
    if (part === undefined) complete = false;
    return part ?? "";
  });
  return complete ? text : undefined;
}

function findField(parameters: readonly Parameter[], name: string): Parameter | undefined {
  for (const parameter of parameters) {
    const found = parameter.name === name ? parameter : findField(parameter.fields, name);
    if (found) return found;
  }
  return undefined;
}
