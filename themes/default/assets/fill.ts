// Answers the questionnaire of a visitor in the browser. Nothing of it is sent
// anywhere: the page asks its own host for the answers of the portal, and no
// other.
import { startFilling } from "./ts/fill/page";

startFilling(document);
