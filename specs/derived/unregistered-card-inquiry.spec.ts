import { specify } from "../specify.ts";

specify("unregistered-card-inquiry", "generated", "header");
