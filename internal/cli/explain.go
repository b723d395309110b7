package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/trust"
)

type explainFlags struct {
	projectFlags
	audience string
	json     bool
}

func (a *app) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use:   "explain CONTROL|EVIDENCE|CODE",
		Short: "Say why a control is in its state, or what a code means",
		Long: `Explain says in which state a control is and what each input said; how old a
piece of evidence is and which controls it serves; or what a diagnostic code
means and how to mend it.`,
		Example: `  candor explain log-retention
  candor explain trivy-api
  candor explain state-contradicted`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("say what to explain: one control, piece of evidence or code")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return a.explain(cmd.Context(), f, args[0]) },
	}
	f.add(cmd)
	cmd.Flags().StringVar(&f.audience, "audience", "", "explain what this audience sees (default: the most closed one)")
	cmd.Flags().BoolVar(&f.json, "json", false, "print JSON")
	return cmd
}

func (a *app) explain(ctx context.Context, f explainFlags, name string) error {
	if info, ok := diag.Lookup(diag.Code(name)); ok {
		return a.explainCode(info, f.json)
	}
	p, err := a.open(ctx, f.projectFlags)
	a.settle()
	if err != nil {
		return err
	}
	if p.Config == nil {
		return a.failed(p.Diagnostics, "text", "")
	}
	everything := f.audience == ""
	if everything {
		f.audience = p.Config.Ladder[len(p.Config.Ladder)-1]
	}
	who, err := audience(p, f.audience)
	if err != nil {
		return err
	}
	v, list := p.View(who)
	a.settle()
	if v == nil {
		return a.failed(list, "text", "")
	}
	var b strings.Builder
	c, pieces := v.Control(name), v.EvidenceOf(name)
	switch {
	case c != nil && f.json:
		return printJSON(a.Stdout, controlJSON(c))
	case c != nil:
		explainControl(&b, c)
	case len(pieces) > 0 && f.json:
		return printJSON(a.Stdout, evidenceJSON(pieces))
	case len(pieces) > 0:
		for i, e := range pieces {
			if i > 0 {
				b.WriteByte('\n')
			}
			explainEvidence(&b, e)
		}
	default:
		i := slices.IndexFunc(p.Site.Evidence, func(e *trust.Evidence) bool { return e.ID == name })
		if i < 0 || !everything {
			return unknownName(v, name)
		}
		idle := row(p.Site.Evidence[i], p.Assessment)
		if f.json {
			return printJSON(a.Stdout, []listed{idle})
		}
		explainIdle(&b, idle)
	}
	_, err = io.WriteString(a.Stdout, b.String())
	return err
}

func (a *app) explainCode(info diag.Info, asJSON bool) error {
	if asJSON {
		return printJSON(a.Stdout, map[string]string{"code": string(info.Code), "title": info.Title, "why": info.Why})
	}
	_, err := fmt.Fprintf(a.Stdout, "%s: %s\n\n%s\n", info.Code, info.Title, info.Why)
	return err
}

// unknownName says what the nearest known name is.
func unknownName(v *disclose.View, name string) error {
	var known []string
	for _, c := range v.Controls {
		known = append(known, c.ID)
	}
	for _, e := range v.Evidence {
		known = append(known, e.ID)
	}
	for _, info := range diag.Codes() {
		known = append(known, string(info.Code))
	}
	if near := diag.Suggest(name, known); near != "" {
		return usagef("there is no control, evidence or code %q", name).hinted("did you mean %q?", near)
	}
	return usagef("there is no control, evidence or code %q", name).hinted("candor evidence ls lists the evidence and the controls that it serves")
}

func explainControl(b *strings.Builder, c *disclose.Control) {
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
		if o.Detail != "" {
			fmt.Fprintf(b, "    %s\n", o.Detail)
		}
	}
	if c.Assert != "" {
		fmt.Fprintf(b, "\nassertion\n  %s\n", c.Assert)
	}
	explainTies(b, c)
}

// explainTies prints what a control is tied to.
func explainTies(b *strings.Builder, c *disclose.Control) {
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
		fmt.Fprintf(b, "  relates    %s %s\n", r.How, r.ID)
	}
	for _, q := range c.Questions {
		fmt.Fprintf(b, "  question   %s\n", q)
	}
}

func explainEvidence(b *strings.Builder, e *disclose.Evidence) {
	fmt.Fprintf(b, "%s%s\n\n", e.ID, inScope(e.Scope))
	fmt.Fprintf(b, "  tool       %s\n", strings.TrimSpace(e.Tool+" "+e.ToolVersion))
	fmt.Fprintf(b, "  format     %s\n", orNone(e.Format))
	if e.Collected.IsZero() {
		fmt.Fprintf(b, "  collected  nothing says when\n")
	} else {
		fmt.Fprintf(b, "  collected  %s (read from %s)\n", e.Collected.Format("2006-01-02 15:04:05 UTC"), e.CollectedBy)
	}
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

// explainIdle explains evidence that no control needs.
func explainIdle(b *strings.Builder, r listed) {
	fmt.Fprintf(b, "%s\n\n", r.ID)
	fmt.Fprintf(b, "  file       %s\n", r.Path)
	fmt.Fprintf(b, "  collected  %s\n", or(r.CollectedAt))
	fmt.Fprintf(b, "  verdict    %s\n", r.Verdict)
	fmt.Fprintf(b, "  serves     none: name it in the evidence of a control\n")
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

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
