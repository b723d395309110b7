package cli

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/external"
	"github.com/candor-site/candor/internal/outbound"
)

// The values of the flag --external.
const (
	externalAsk  = "check"
	externalList = "list"
)

// externalFlags are the flags of the check of links to other hosts.
type externalFlags struct {
	mode    string // "", externalAsk or externalList
	cache   string // file, "" for the user's, "none" for none
	private bool
}

func (f *externalFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.mode, "external", "", "also check links to other hosts; with =list, only list them")
	cmd.Flags().Lookup("external").NoOptDefVal = externalAsk
	cmd.Flags().StringVar(&f.cache, "external-cache", "", `file that remembers what hosts answered, or "none" (default: in the user's cache folder)`)
	cmd.Flags().BoolVar(&f.private, "allow-private", false, "let the check of links connect to loopback and private addresses")
	_ = cmd.RegisterFlagCompletionFunc("external", cobra.FixedCompletions([]string{externalAsk, externalList}, cobra.ShellCompDirectiveNoFileComp))
}

// check refuses a value that means nothing.
func (f *externalFlags) check() error {
	switch f.mode {
	case "", externalAsk, externalList:
		return nil
	}
	return usagef("--external=%s means nothing; write --external or --external=%s", f.mode, externalList)
}

// external asks the hosts that the site links to, and says what they answer.
// What was learned is kept even when the user interrupts.
func (a *app) external(ctx context.Context, refs []outbound.Reference, f externalFlags) (diag.List, error) {
	var uses []external.Use
	for _, r := range outbound.Distinct(refs) {
		uses = append(uses, external.Use{URL: r.URL, Span: r.Span})
	}
	file, cache := a.externalCache(f)
	a.progress().Step("asking other hosts")
	answers, err := external.Check(ctx, external.Keys(uses), external.Options{
		Agent: agent(), Private: f.private, Cache: cache, Now: a.Now,
	})
	if cache != nil {
		if failed := cache.Save(file, a.Now()); failed != nil {
			a.say("candor: warning: the answers are not remembered: %v", failed)
		}
	}
	if err != nil {
		return nil, err
	}
	n := external.CountOf(answers)
	a.settle()
	a.say("links to other hosts: %s on %s; %d checked, %d remembered, %d skipped",
		count(len(answers), "address", "addresses"), count(n.Hosts, "host", "hosts"), n.Checked, n.Cached, n.Skipped)
	return external.Report(uses, answers), nil
}

// agent is how the check of links calls itself to other hosts.
func agent() string {
	number, _, _ := strings.Cut(version(), " ")
	return "candor/" + strings.Trim(number, "()") + " (check of links; https://github.com/candor-site/candor)"
}

// externalCache opens the cache; none is better than none of the check.
func (a *app) externalCache(f externalFlags) (string, *external.Cache) {
	if f.cache == "none" {
		return "", nil
	}
	file := f.cache
	if file == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			a.say("candor: warning: the answers are not remembered: %v", err)
			return "", nil
		}
		file = filepath.Join(dir, "candor", "external.json")
	}
	cache, err := external.OpenCache(file)
	if err != nil {
		a.say("candor: warning: what was remembered is not used: %v", err)
	}
	return file, cache
}
