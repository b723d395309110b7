// What a page does beyond showing itself. Everything it says also stands in
// words without script: absolute dates, all tabs, all controls.
import { startCopying } from "./ts/code";
import { startDisclosure } from "./ts/disclosure";
import { startFilters } from "./ts/filter";
import { startSearch } from "./ts/search";
import { startTabs } from "./ts/tabs";
import { startContents } from "./ts/toc";
import { startTooltips } from "./ts/tooltip";

startTabs(document);
startDisclosure(document);
startTooltips(document);
startFilters(document);
startCopying(document);
startSearch(document);
startContents(document);
