import { specify } from "../specify.ts";

specify("member-authentication-info", "documented");
