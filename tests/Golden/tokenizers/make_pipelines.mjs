// Writes pipelines.tsv: what Hugging Face tokenizers makes of sentences.txt with each file of pipelines/, without special tokens.
// In a folder of its own: npm install tokenizers@0.23.2, then node make_pipelines.mjs FOLDER.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const { Tokenizer } = createRequire(resolve(process.argv[2], "package.json"))("tokenizers");
const here = fileURLToPath(new URL(".", import.meta.url));
const lines = readFileSync(here + "sentences.txt", "utf8").split("\n").slice(0, -1);
const names = readdirSync(here + "pipelines").map((file) => file.replace(".json", "")).sort();
const rows = [names.join("\t"), ...lines.map(() => [])];
for (const name of names) {
  const tokenizer = Tokenizer.fromString(readFileSync(here + `pipelines/${name}.json`, "utf8"));
  for (const [i, line] of lines.entries())
    rows[i + 1].push((await tokenizer.encode(line, null, { addSpecialTokens: false })).getIds().join(" "));
}
writeFileSync(here + "pipelines.tsv", rows.map((row) => (Array.isArray(row) ? row.join("\t") : row)).join("\n") + "\n");
