import { inputsOf } from "../../contract/inputs.ts";
import { isJsonObject } from "../../exact/json.ts";
import { numberText } from "../../exact/number.ts";
import { notApplicable } from "../model.ts";
import { shownValue } from "../rendering.ts";
import type { RequestFinding, RequestRule } from "./model.ts";

/** A value that has to be new with every request was in none before; whoever sends one again may mean to repeat himself. */
export const requestUnique: RequestRule = {
  id: "request-unique",
  title: "A value that the page calls unique was in no other request of the recording.",
  next: "Look where the client makes this value: the page wants a new one for every request.",
  check: (request) => {
    const json = request.opened?.json;
    const body =
      isJsonObject(json) || request.address
        ? { ...(isJsonObject(json) ? json : {}), ...request.address }
        : undefined;
    const fields = inputsOf(request.operation).filter(({ unique }) => unique === true);
    if (!body || fields.length === 0)
      return notApplicable("no field of the request that can be read has to be unique");
    return fields.flatMap(({ name, clause, meaning }): RequestFinding[] => {
      const value = Object.hasOwn(body, name) ? body[name] : undefined;
      const text = typeof value === "string" ? value : numberText(value);
      if (text === undefined || request.isHiddenField(`/${name}`)) return [];
      const before = request.bornBefore(clause, text);
      if (before === undefined) return [];
      return [
        {
          clause: `${clause}.unique`,
          where: `/${name}`,
          documented: `a value of its own (${meaning})`,
          actual: `${shownValue(value)}, as in ${before}`,
          level: "inferred",
        },
      ];
    });
  },
};
