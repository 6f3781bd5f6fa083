import { specify } from "../specify.ts";

specify("member-authentication-info", "generated", "header");
