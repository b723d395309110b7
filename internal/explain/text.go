package explain

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/disclose"
)

// controlText prints a control: its state, what each input said to it, its
// ties.
func controlText(b *strings.Builder, c *disclose.Control) {
	fmt.Fprintf(b, "%s: %s\n\n", c.ID, c.Title)
	fmt.Fprintf(b, "  claim      %s\n", c.Statement)
	fmt.Fprintf(b, "  state      %s (%s)\n", strings.ReplaceAll(c.State, "-", " "), strings.ReplaceAll(c.Reason, "-", " "))
	if c.Detail != "" {
		fmt.Fprintf(b, "  because    %s\n", c.Detail)
	}
	fmt.Fprintf(b, "  grade      %s\n", c.Grade)
	if !c.FreshUntil.IsZero() {
		fmt.Fprintf(b, "  holds till %s, if nothing changes\n", c.FreshUntil.Format("2006-01-02 15:04 UTC"))
	}
	for _, cmp := range c.Comparisons {
		mark := "differs"
		if cmp.Holds {
			mark = "agrees"
		}
		fmt.Fprintf(b, "  %-10s claimed %s, measured %s (%s)\n", mark, cmp.Claimed, cmp.Measured, cmp.Path)
	}
	for _, s := range c.PerScope {
		fmt.Fprintf(b, "  in %s: %s (%s)\n", scope(s.Scope), s.State, s.Reason)
	}
	for _, x := range c.Exceptions {
		fmt.Fprintf(b, "  exception  %s\n", x)
	}
	if len(c.Evidence) > 0 {
		fmt.Fprintf(b, "\nevidence\n")
	}
	for _, o := range c.Evidence {
		fmt.Fprintf(b, "  %s%s: %s", o.ID, inScope(o.Scope), o.Freshness)
		if !o.Collected.IsZero() {
			fmt.Fprintf(b, ", collected %s", o.Collected.Format("2006-01-02 15:04 UTC"))
		}
		if !o.Expires.IsZero() {
			fmt.Fprintf(b, ", expires %s", o.Expires.Format("2006-01-02 15:04 UTC"))
		}
		fmt.Fprintf(b, "; expected %s\n", o.Schedule)
		if len(o.Aspects) < 2 && o.Detail != "" {
			fmt.Fprintf(b, "    %s\n", o.Detail)
		}
		aspectsText(b, o)
	}
	if c.Assert != "" {
		fmt.Fprintf(b, "\nassertion\n  %s\n", c.Assert)
	}
	tiesText(b, c)
}

// aspectsText prints each limit that evidence was held to, where it was held to
// several.
func aspectsText(b *strings.Builder, o disclose.Observation) {
	if len(o.Aspects) < 2 {
		return
	}
	for _, a := range o.Aspects {
		fmt.Fprintf(b, "    %-9s %s", a.Name, a.Freshness)
		if a.Broken {
			b.WriteString(", not kept")
		}
		if a.Detail != "" {
			fmt.Fprintf(b, ": %s", a.Detail)
		}
		b.WriteByte('\n')
	}
}

// tiesText prints what a control is tied to.
func tiesText(b *strings.Builder, c *disclose.Control) {
	if len(c.Pages)+len(c.Mappings)+len(c.Relates)+len(c.Questions) == 0 {
		return
	}
	fmt.Fprintf(b, "\nties\n")
	for _, p := range c.Pages {
		fmt.Fprintf(b, "  page       %s\n", p.URL)
	}
	for _, m := range c.Mappings {
		fmt.Fprintf(b, "  framework  %s %s (%s)\n", m.Framework, m.Requirement, m.Degree)
	}
	for _, r := range c.Relates {
		fmt.Fprintf(b, "  relates    %s\n", tie(r))
	}
	for _, q := range c.Questions {
		fmt.Fprintf(b, "  question   %s\n", q)
	}
}

// tie formats a relation: what it says, of whom, and what came of it.
func tie(r disclose.Relation) string {
	text := r.How + " " + r.ID
	if r.Turned {
		text = r.ID + " " + r.How + " this"
	}
	if r.Verdict != "" {
		text += " (" + r.Verdict + ")"
	}
	if r.Detail != "" {
		text += ": " + r.Detail
	}
	return text
}

// evidenceText prints a piece of evidence.
func evidenceText(b *strings.Builder, e *disclose.Evidence, asOf time.Time) {
	fmt.Fprintf(b, "%s%s\n\n", e.ID, inScope(e.Scope))
	fmt.Fprintf(b, "  tool       %s\n", strings.TrimSpace(e.Tool+" "+e.ToolVersion))
	fmt.Fprintf(b, "  format     %s\n", orNone(e.Format))
	clocksText(b, e, asOf)
	fmt.Fprintf(b, "  assurance  %s%s\n", e.Vouched, by(e.Signers))
	if e.Freshness != "" {
		fmt.Fprintf(b, "  freshness  %s\n", e.Freshness)
	}
	if !e.Expires.IsZero() {
		fmt.Fprintf(b, "  expires    %s\n", e.Expires.Format("2006-01-02 15:04 UTC"))
	}
	fmt.Fprintf(b, "  verdict    %s\n", e.Verdict)
	if e.Coverage != nil {
		fmt.Fprintf(b, "  coverage   %d examined, %d skipped, %d errors\n", e.Coverage.Examined, e.Coverage.Skipped, e.Coverage.Errors)
	}
	for _, p := range e.Params {
		fmt.Fprintf(b, "  says       %s = %s\n", p.Name, p.Text)
	}
	for _, p := range e.Problems {
		fmt.Fprintf(b, "  problem    %s: %s\n", p.Code, p.Message)
	}
	fmt.Fprintf(b, "  digest     sha256:%s\n", e.Digest)
	fmt.Fprintf(b, "  serves     %s\n", orNone(strings.Join(e.Controls, ", ")))
}

// clocksText prints the clocks of a piece of evidence, each by itself.
func clocksText(b *strings.Builder, e *disclose.Evidence, asOf time.Time) {
	clock := func(name string, t time.Time, more string) {
		if !t.IsZero() {
			fmt.Fprintf(b, "  %-10s %s%s\n", name, t.UTC().Format("2006-01-02 15:04:05 UTC"), more)
		}
	}
	until := ""
	if !e.ObservedTo.IsZero() && !e.ObservedTo.Equal(e.Observed) {
		until = " to " + e.ObservedTo.UTC().Format("2006-01-02 15:04:05 UTC")
	}
	clock("observed", e.Observed, until)
	clock("produced", e.Produced, "")
	if e.Collected.IsZero() {
		why := e.Undated
		if why == "" {
			why = "nothing says when"
		}
		fmt.Fprintf(b, "  collected  %s\n", why)
	}
	clock("collected", e.Collected, fmt.Sprintf(" (read from %s, to the %s%s)", e.CollectedBy, e.Precision, zone(e.Zone)))
	clock("recorded", e.Recorded, "")
	clock("seen", e.Existed, " (by "+e.ExistedBy+")")
	clock("evaluated", asOf, "")
	if e.Conflict != "" {
		fmt.Fprintf(b, "  conflict   %s\n", e.Conflict)
	}
}

// zone says how the zone of a time is known, where it is not stated.
func zone(class string) string {
	switch class {
	case "site":
		return "; it carries no zone, so that of the site counts"
	case "oldest":
		return "; it carries no zone, so the oldest instant counts"
	}
	return ""
}

// by names those who signed.
func by(signers []string) string {
	if len(signers) == 0 {
		return ""
	}
	return ": " + strings.Join(signers, ", ")
}

// orNone is a text, or none for an empty one.
func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

// scope formats a scope on one line.
func scope(axes []disclose.Axis) string {
	parts := make([]string, len(axes))
	for i, x := range axes {
		parts[i] = x.Name + "=" + strings.Join(slices.Sorted(slices.Values(x.Values)), ",")
	}
	return strings.Join(parts, " ")
}

// inScope formats a scope that stands behind a name.
func inScope(axes []disclose.Axis) string {
	if len(axes) == 0 {
		return ""
	}
	return " (" + scope(axes) + ")"
}
