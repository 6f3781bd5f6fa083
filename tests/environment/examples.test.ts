import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { load, remote } from "./project.ts";

describe("the example environments", () => {
  it.each(["sandbox", "partner"])(
    "%s.example.yaml is taken as it stands, with test data and gaps",
    (name) => {
      const text = readFileSync(new URL(`../../environments/${name}.example.yaml`, import.meta.url), "utf8");
      const files = { [`environments/${name}.yaml`]: text };
      const settings = load({ env: { ...remote, KONAPLATE_ENV: name }, files });
      expect(Object.keys(settings.testData).length).toBeGreaterThan(2);
      expect(settings.gaps.length).toBeGreaterThan(0);
      expect(settings.notices).toEqual([]);
    },
  );

  it("partner.example.yaml shows a deviation that is right once its # are taken off", () => {
    const text = readFileSync(new URL("../../environments/partner.example.yaml", import.meta.url), "utf8");
    const shown = text.replaceAll(/^#( {2,}(- )?\w+: )/gm, "$1").replace("deviations: []", "deviations:");
    const settings = load({
      env: { ...remote, KONAPLATE_ENV: "partner" },
      files: { "environments/partner.yaml": shown },
    });
    expect(settings.deviations.map(({ id }) => id)).toEqual(["gift-message-wording"]);
  });
});
