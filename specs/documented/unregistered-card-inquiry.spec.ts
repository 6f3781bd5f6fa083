import { specify } from "../specify.ts";

specify("unregistered-card-inquiry", "documented");
