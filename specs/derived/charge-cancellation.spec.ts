import { specify } from "../specify.ts";

specify("charge-cancellation", "generated", "header");
