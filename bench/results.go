package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// say adds text to the results, and shows it.
func (b *bench) say(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	fmt.Print(text)
	b.results.WriteString(text)
}

// title begins a part of the results.
func (b *bench) title(format string, args ...any) {
	b.say("\n## "+format+"\n\n", args...)
}

// row is a line of a table of usages.
type row struct {
	name string
	usage
}

// rows writes a table of usages.
func (b *bench) rows(rows ...row) {
	b.say("| | wall | CPU | peak memory |\n|---|---|---|---|\n")
	for _, r := range rows {
		b.say("| %s | %.2f s | %.2f s | %d MiB |\n", r.name, r.wall.Seconds(), r.cpu.Seconds(), r.peak>>20)
	}
}

// compare writes a table of what both programs took, and the ratios.
func (b *bench) compare(ours, theirs usage, both bool) {
	if !both {
		b.rows(row{"Candor", ours})
		return
	}
	b.rows(row{"Candor", ours}, row{"Hugo", theirs})
	b.ratio(ours, theirs)
}

// ratio ends a table with what ours takes of theirs.
func (b *bench) ratio(ours, theirs usage) {
	b.say("| **ratio** | **%.3f** | **%.3f** | **%.3f** |\n\n", ours.wall.Seconds()/theirs.wall.Seconds(), ours.cpu.Seconds()/theirs.cpu.Seconds(), float64(ours.peak)/float64(theirs.peak))
}

// growth says what becomes of time and memory from a size to a larger one, with
// so many more of a thing.
func (b *bench) growth(small, large usage, more int, thing string) {
	b.say("Time grew to %.1f times that of the size before, CPU to %.1f times, peak memory by %.1f KiB a %s.\n",
		large.wall.Seconds()/small.wall.Seconds(), large.cpu.Seconds()/small.cpu.Seconds(), float64(large.peak-small.peak)/1024/float64(more), thing)
}

// head says what was measured, where and when.
func (b *bench) head(ctx context.Context) {
	b.say("# Results\n\nMade by `make bench` on %s; medians of %d runs and more of small sites, Candor and Hugo in turn. A ratio below 1 means that Candor took less.\n\n", time.Now().UTC().Format("2 January 2006"), b.runs)
	b.say("- Machine: %s, %d processors for Go, %s of memory, %s\n", orUnknown(processor()), runtime.GOMAXPROCS(0), orUnknown(memory()), orUnknown(output(ctx, "uname", "-sr")))
	b.say("- %s\n- built with %s\n", orUnknown(output(ctx, b.candor, "version")), runtime.Version())
	if b.hugo != "" {
		b.say("- %s\n", orUnknown(output(ctx, b.hugo, "version")))
	}
}

func orUnknown(text string) string {
	if text == "" {
		return "unknown"
	}
	return text
}

// output returns the first line that a program prints, or "".
func output(ctx context.Context, program string, args ...string) string {
	out, err := exec.CommandContext(ctx, program, args...).Output()
	if err != nil {
		return ""
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}

// processor returns what Linux calls the processor.
func processor() string { return found("/proc/cpuinfo", `(?m)^(?:model name|CPU part)\s*:\s*(.+)$`) }

// memory returns how much memory Linux sees.
func memory() string { return found("/proc/meminfo", `(?m)^MemTotal:\s*(.+)$`) }

// found returns what an expression finds in a file, or "".
func found(file, expression string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		return ""
	}
	if m := regexp.MustCompile(expression).FindSubmatch(data); m != nil {
		return string(m[1])
	}
	return ""
}
