// The page: a file comes in, its questions are shown with the answers that they
// would get, and the filled file goes out.
import { type Opened, opened } from "./file";
import { type Filled, Filler } from "./fill";
import type { Key } from "./key";
import { preview } from "./preview";
import { Refused } from "./refused";
import { Responder } from "./respond";
import { say } from "./say";

const together = 20; // questions between two chances of the browser to draw

// startFilling makes the tool of the page work.
export function startFilling(root: Document): void {
  new Tool(root).start();
}

// Unread says that the answers of the portal could not be loaded.
class Unread extends Error {}

class Tool {
  private tool = this.part("tool");
  private status = this.part("status");
  private progress = this.part<HTMLProgressElement>("progress");
  private result = this.part("result");
  private rows = this.part("rows");
  private loaded?: Promise<Key>;
  private save?: () => Promise<Blob>;
  private name = "";
  private turn = 0;

  constructor(private root: Document) {}

  private part<E extends HTMLElement = HTMLElement>(name: string): E {
    return this.root.getElementById("fill." + name) as E;
  }

  start(): void {
    const input = this.part<HTMLInputElement>("file");
    const which = this.part<HTMLSelectElement>("which");
    input.addEventListener("change", () => input.files?.[0] && void this.take(input.files[0]));
    const over = (on: boolean) => (event: Event) => {
      event.preventDefault();
      this.tool.classList.toggle("fill-over", on);
    };
    this.tool.addEventListener("dragover", over(true));
    this.tool.addEventListener("dragleave", over(false));
    this.tool.addEventListener("drop", over(false));
    this.tool.addEventListener("drop", (event) => {
      const file = event.dataTransfer?.files[0];
      if (file) void this.take(file);
    });
    which.addEventListener("change", () => (this.rows.dataset.show = which.value));
    this.part("save").addEventListener("click", () => void this.download());
    this.tool.hidden = false;
    this.part("without").hidden = true;
  }

  // take answers a file, unless another one comes meanwhile.
  private async take(file: File): Promise<void> {
    const turn = ++this.turn;
    this.result.hidden = true;
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    this.status.textContent = say("reading", { File: file.name });
    try {
      const key = await this.key();
      const source = await opened(key.roles, file);
      const list = await this.answer(key, source, () => turn === this.turn);
      if (turn !== this.turn) return;
      this.name = file.name;
      this.show(key, source, list);
    } catch (error) {
      if (turn === this.turn) this.status.textContent = why(error);
    } finally {
      if (turn === this.turn) this.progress.hidden = true;
    }
  }

  // key loads the answers of the portal, once.
  private key(): Promise<Key> {
    this.loaded ??= load(this.tool.dataset.key!).catch(() => {
      this.loaded = undefined;
      throw new Unread();
    });
    return this.loaded;
  }

  // answer answers all questions, and lets the browser draw in between.
  private async answer(key: Key, source: Opened, wanted: () => boolean): Promise<Filled[]> {
    const responder = new Responder(key, Date.now());
    const filler = new Filler(source, (question) => responder.answer(question), key.words);
    const out: Filled[] = [];
    this.progress.max = source.rows.length;
    for (const [i, row] of source.rows.entries()) {
      out.push(filler.fill(row));
      if (i % together) continue;
      if (i === 0) this.status.textContent = say("answering");
      this.progress.value = i;
      await new Promise((drawn) => setTimeout(drawn));
      if (!wanted()) break;
    }
    return out;
  }

  private show(key: Key, source: Opened, list: Filled[]): void {
    this.save = () => source.write(list.flatMap((f) => f.changes));
    this.rows.replaceChildren(...list.map((f) => preview(f, key.controls)));
    this.result.hidden = !list.length;
    const filled = list.filter((f) => f.status === "answered").length;
    this.status.textContent = list.length ? say("done", { Count: list.length, Filled: filled }) : say("nothing", { File: this.name });
  }

  // download hands the filled file to the visitor.
  private async download(): Promise<void> {
    try {
      const link = this.root.createElement("a");
      link.href = URL.createObjectURL(await this.save!());
      link.download = this.name.replace(/(?=\.[^.]+$)/, "-" + say("suffix"));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      this.status.textContent = say("saved", { File: link.download });
    } catch (error) {
      this.status.textContent = why(error);
    }
  }
}

// why says why a file is not answered.
function why(error: unknown): string {
  if (error instanceof Refused) return say(error.reason, error.values);
  return say(error instanceof Unread ? "unreadable" : "broken");
}

async function load(address: string): Promise<Key> {
  const response = await fetch(address, { cache: "no-cache" });
  if (!response.ok) throw new Unread();
  return response.json();
}
