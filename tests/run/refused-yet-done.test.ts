import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mutantCatalogue } from "../../sandbox/mutants/catalogue.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox/server.ts";
import type { Case } from "../../src/cases/model.ts";
import { runAt, troubles } from "./derived-runs.ts";
import { suite } from "./run-cases.ts";

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const isTrace = ({ name }: Case): boolean => /^journey\.(forged|refused)-/.test(name);

/** What the journeys about refused requests find at a server of the catalogue. */
async function foundAt(id: string, choose = isTrace): Promise<string[]> {
  const mutant = mutantCatalogue(suite.contract).find((one) => one.id === id);
  sandbox.reset(mutant?.alter());
  return troubles(await runAt({ ...sandbox.settings }, { choose }));
}

describe("a refused request that is carried out all the same", () => {
  it("is not found at a right server", async () => {
    sandbox.reset();
    expect(troubles(await runAt({ ...sandbox.settings }, { choose: isTrace }))).toEqual([]);
  });

  it.each([
    ["user-register/unsigned", "user-register/journey.forged-registers-nobody: failed untouched"],
    ["user-register/of-a-stranger", "user-register/journey.forged-registers-nobody: failed untouched"],
    [
      "membership-cancellation/unsigned",
      "membership-cancellation/journey.forged-removes-nobody: failed untouched",
    ],
    [
      "membership-cancellation/of-a-stranger",
      "membership-cancellation/journey.forged-removes-nobody: failed untouched",
    ],
    ["charge-cancellation/unsigned", "charge-cancellation/journey.forged-cancels-nothing: warned untouched"],
    [
      "charge-cancellation/of-a-stranger",
      "charge-cancellation/journey.forged-cancels-nothing: warned untouched",
    ],
  ])("%s is found by what it leaves", async (name, found) => {
    expect(await foundAt(`security/${name}-yet-done`)).toEqual([found]);
  });

  it("a charge that another member may cancel is found", async () => {
    expect(
      await foundAt(
        "state/charge-cancellation/charge-owner",
        ({ name }) => name === "journey.charge-of-another",
      ),
    ).toEqual(["charge-cancellation/journey.charge-of-another: failed not-carried-out"]);
    sandbox.reset();
    const [right] = await runAt(
      { ...sandbox.settings },
      { choose: ({ name }) => name === "journey.charge-of-another" },
    );
    expect([right?.outcome, right?.exchanges.length, right?.observed.code]).toEqual(["passed", 3, "000_000"]);
  });

  it.each(["loginid", "ci"])("a kept %s of a refused registration is found", async (field) => {
    expect(await foundAt(`state/user-register/refused-and-${field}-kept`)).toEqual([
      "user-register/journey.refused-leaves-no-trace: warned untouched",
    ]);
  });
});
