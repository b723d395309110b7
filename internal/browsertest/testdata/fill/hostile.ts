// Reads files that must be refused, and one that must not.
import { opened } from "./ts/fill/file";
import { Refused } from "./ts/fill/refused";

(async () => {
  const roles = await (await fetch("/roles.json")).json();
  const wrong: string[] = [];
  const files = await (await fetch("/files.json")).json();
  for (const f of files) {
    const data = Uint8Array.from(atob(f.in), (c) => c.charCodeAt(0));
    let got = "";
    try {
      await opened(roles, new File([data], "customer.xlsx"));
    } catch (error) {
      got = error instanceof Refused ? error.reason : String(error);
    }
    if (got !== f.reason) wrong.push(`${f.name}: ${got || "read"}, want ${f.reason || "read"}`);
  }
  document.body.textContent = wrong.length ? wrong.join("\n") : "all " + files.length + " hold";
})().catch((error) => (document.body.textContent = String(error?.stack ?? error)));
