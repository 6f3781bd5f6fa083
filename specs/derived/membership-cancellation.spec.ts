import { specify } from "../specify.ts";

specify("membership-cancellation", "generated", "header");
