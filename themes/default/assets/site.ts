// What a page does beyond showing itself. Everything it says also stands in
// words without script: absolute dates, all tabs, all controls.
import { startAging } from "./ts/age";
import { startFilters } from "./ts/filter";
import { startTabs } from "./ts/tabs";

startAging(document);
startTabs(document);
startFilters(document);
