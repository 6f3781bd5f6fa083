import { defineConfig } from "allure";

/** The Allure report: a single file without the network, grouped as the pages are. */
export default defineConfig({
  name: "Konaplate conformance",
  plugins: {
    awesome: {
      options: { singleFile: true, reportLanguage: "en", groupBy: ["epic", "feature", "story"] },
    },
  },
});
