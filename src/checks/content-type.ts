import { headerValues } from "./headers-of.ts";
import type { Rule } from "./model.ts";

/** The guideline: JSON over HTTPS. Parameters such as charset are the server's own affair. */
export const contentType: Rule = {
  id: "content-type",
  kind: "answer",
  title: "The answer says that it is application/json.",
  next: "Look whether a gateway or an error page answered in place of the API.",
  check: ({ response }) => {
    const values = headerValues(response.headers, "Content-Type");
    const [mediaType] = (values[0] ?? "").split(";");
    if (values.length === 1 && mediaType?.trim().toLowerCase() === "application/json") return [];
    return [
      {
        clause: "headers#request.Accept.values",
        where: "header Content-Type",
        documented: "application/json",
        actual: values.length === 0 ? "absent" : values.join(", "),
      },
    ];
  },
};
