import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringifyEnvInfo, type Writer } from "allure-js-commons/sdk/reporter";

type Told<Method extends keyof Writer> = Parameters<Writer[Method]>;

/**
 * Writes Allure's results as allure-js does, but does not wait after each file until it is on the disk: of thousands of files
 * that took longer than everything else, and the journal makes them anew.
 */
export class ResultFiles implements Writer {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  writeResult(result: Told<"writeResult">[0]): void {
    this.#json(`${result.uuid}-result.json`, result);
  }

  writeGroup(result: Told<"writeGroup">[0]): void {
    this.#json(`${result.uuid}-container.json`, result);
  }

  writeAttachment(name: string, content: Buffer): void {
    writeFileSync(join(this.folder, name), content);
  }

  writeAttachmentFromPath(name: string, from: string): void {
    copyFileSync(from, join(this.folder, name));
  }

  writeEnvironmentInfo(info: Told<"writeEnvironmentInfo">[0]): void {
    writeFileSync(join(this.folder, "environment.properties"), stringifyEnvInfo(info));
  }

  writeCategoriesDefinitions(categories: Told<"writeCategoriesDefinitions">[0]): void {
    this.#json("categories.json", categories);
  }

  writeGlobals(name: string, info: Told<"writeGlobals">[1]): void {
    this.#json(name, info);
  }

  #json(name: string, value: unknown): void {
    writeFileSync(join(this.folder, name), JSON.stringify(value));
  }
}
