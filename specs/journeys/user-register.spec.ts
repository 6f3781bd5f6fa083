import { specify } from "../specify.ts";

specify("user-register", "journey");
