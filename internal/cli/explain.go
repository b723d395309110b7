package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/build"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/explain"
	"github.com/candor-site/candor/internal/jsontext"
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
	everything := f.audience == ""
	if everything { // what others see of it may turn on what they see of the rest
		f.about = name
	}
	p, who, err := a.enter(ctx, f.projectFlags, f.audience, true)
	if err != nil {
		return err
	}
	if known := p.Names(); everything && !slices.Contains(known, name) {
		return unknownName(known, name)
	}
	v := p.ViewOf(who, name)
	a.settle()
	if said, ok := explain.Of(v, name); ok {
		return a.said(said.JSON, said.Text, f.json)
	}
	i := slices.IndexFunc(p.Site.Evidence, func(e *trust.Evidence) bool { return e.ID == name })
	if i < 0 || !everything {
		v, _ = p.View(who)
		a.settle()
		return unknownName(names(v), name)
	}
	idle := row(p.Site.Evidence[i], p.Use(p.Site.Evidence[i]))
	return a.said(func() any { return []listed{idle} }, func() string { return explainIdle(idle) }, f.json)
}

// inside opens the site as an audience sees it; "" is the most closed one, or
// the most open one.
func (a *app) inside(ctx context.Context, f projectFlags, who string, closed bool) (*build.Project, *disclose.View, error) {
	p, who, err := a.enter(ctx, f, who, closed)
	if err != nil {
		return nil, nil, err
	}
	v, list := p.View(who)
	a.settle()
	if v == nil {
		return nil, nil, a.failed(list, "text", "")
	}
	return p, v, nil
}

// enter opens the site for an audience, and says which it is, as inside does.
func (a *app) enter(ctx context.Context, f projectFlags, who string, closed bool) (*build.Project, string, error) {
	p, err := a.open(ctx, f)
	a.settle()
	switch {
	case err != nil:
		return nil, "", err
	case p.Config == nil:
		return nil, "", a.failed(p.Diagnostics, "text", "")
	case who == "" && closed:
		who = p.Config.Ladder[len(p.Config.Ladder)-1]
	}
	who, err = audience(p, who)
	return p, who, err
}

// said prints an explanation in the form that was asked for.
func (a *app) said(document func() any, text func() string, asJSON bool) error {
	if asJSON {
		return jsontext.Document(a.Stdout, document())
	}
	_, err := io.WriteString(a.Stdout, text())
	return err
}

func (a *app) explainCode(info diag.Info, asJSON bool) error {
	if asJSON {
		return jsontext.Document(a.Stdout, map[string]string{"code": string(info.Code), "title": info.Title, "why": info.Why})
	}
	_, err := fmt.Fprintf(a.Stdout, "%s: %s\n\n%s\n", info.Code, info.Title, info.Why)
	return err
}

// names returns the ids of the controls and of the evidence in a view.
func names(v *disclose.View) (known []string) {
	for _, c := range v.Controls {
		known = append(known, c.ID)
	}
	for _, e := range v.Evidence {
		known = append(known, e.ID)
	}
	return known
}

// unknownName says what the nearest known name is.
func unknownName(known []string, name string) error {
	for _, info := range diag.Codes() {
		known = append(known, string(info.Code))
	}
	if near := diag.Suggest(name, known); near != "" {
		return usagef("there is no control, evidence or code %q", name).hinted("did you mean %q?", near)
	}
	return usagef("there is no control, evidence or code %q", name).hinted("candor evidence ls lists the evidence and the controls that it serves")
}

// explainIdle explains evidence that no control needs.
func explainIdle(r listed) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", r.ID)
	fmt.Fprintf(&b, "  file       %s\n", r.Path)
	fmt.Fprintf(&b, "  collected  %s\n", or(r.CollectedAt))
	fmt.Fprintf(&b, "  verdict    %s\n", r.Verdict)
	fmt.Fprintf(&b, "  serves     none: name it in the evidence of a control\n")
	return b.String()
}
