import { inputsOf, placeOfInput } from "../../contract/inputs.ts";
import { fromPointer, isJsonObject } from "../../exact/json.ts";
import { notApplicable } from "../model.ts";
import { fieldFinding } from "./field-finding.ts";
import type { RequestRule } from "./model.ts";

/** The parameters of path and query of the page: names, presence, types, lengths, bounds and values. */
export const requestAddress: RequestRule = {
  id: "request-address",
  title: "Path and query have the documented parameters with their types, lengths, bounds and values.",
  next: "Compare the parameter in the address with its row in the page's table: name, presence, type, length and values.",
  check: (request) => {
    const { operation, validators, opened, address = {} } = request;
    const inAddress = (name: string): boolean => {
      const place = placeOfInput(operation, name);
      return place === undefined ? Object.hasOwn(address, name) : place !== "body";
    };
    const hasRows = inputsOf(operation).some(({ name }) => inAddress(name));
    if (!hasRows && Object.keys(address).length === 0)
      return notApplicable("the operation has no parameters in path and query");
    const body = isJsonObject(opened?.json) ? opened.json : {};
    const sent = { ...body, ...address };
    return validators.inputs
      .validate(sent)
      .filter(({ pointer }) => inAddress(fromPointer(pointer)[0] ?? "") && !request.isHiddenField(pointer))
      .map((finding) => {
        const place = placeOfInput(operation, fromPointer(finding.pointer)[0] ?? "") ?? "query";
        const found = fieldFinding(request, sent, finding);
        return { ...found, documented: `${found.documented}, in the ${place}` };
      });
  },
};
