package survey

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/precedent"
)

// importFlags are the flags of import-answers.
type importFlags struct {
	audience, profile, out string
	asJSON, strict         bool
}

// ImportAnswers is the command import-answers.
func (e *Env) ImportAnswers() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import-answers FILE",
		Short: "Hold a completed questionnaire against the catalog",
		Long: `Import-answers reads a questionnaire that somebody answered (.xlsx, .xlsm, .csv,
or .md with **Q:** and **Answer:**) and says which of its answers the catalog
contradicts, or cannot show now. Of the others it makes candidates for the answer
library, as YAML: answers for topics that have none, and further wordings of those
that are there.

Nothing is adopted by itself: read the candidates, name the controls behind them,
put values in place of numbers, and copy them into controls/answers/.`,
		Example: `  candor import-answers last-year.xlsx > candidates.yaml
  candor import-answers last-year.xlsx --json | jq '.[] | select(.kind == "contradiction")'`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return e.Misuse("name one questionnaire: candor import-answers FILE", "see candor import-answers --help")
			}
			return nil
		},
	}
	open := e.Site(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return e.importAnswers(cmd.Context(), open, f, args[0]) }
	cmd.Flags().StringVar(&f.audience, "audience", "", "compare with what this audience may see (default: the most open one)")
	cmd.Flags().StringVar(&f.profile, "map", "", "read how the file is laid out from a file of profiles")
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "new file for the candidates (default: standard output)")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print all findings as JSON instead")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "end with 1 where the catalog contradicts an answer")
	return cmd
}

func (e *Env) importAnswers(ctx context.Context, open Open, f importFlags, in string) error {
	given, words, err := e.given(in, f.profile)
	if err != nil {
		return err
	}
	if len(given) == 0 {
		return e.Misuse(in+" holds no answers", "see with candor fill "+in+" --dry-run what is found in it; --map says where answers stand")
	}
	_, view, err := open(ctx, f.audience)
	if err != nil {
		return err
	}
	findings := precedent.Review(given, responder(view), words)
	counts := map[precedent.Kind]int{}
	for _, x := range findings {
		counts[x.Kind]++
	}
	if err := e.proposed(filepath.Base(in), findings, f); err != nil {
		return err
	}
	e.say("%s: %d contradicted by the catalog, %d that it cannot show now, %d wordings of what it has, %d candidates, %d about other things", counted(len(findings), "answer", "answers"),
		counts[precedent.Contradiction], counts[precedent.Unproven], counts[precedent.Wording], counts[precedent.Candidate], counts[precedent.Other])
	for _, x := range findings {
		if x.Kind == precedent.Contradiction {
			e.say("  %s  %s: %s", visible(x.Place), cut(visible(x.Question), 60), visible(x.Because))
		}
	}
	if f.strict && counts[precedent.Contradiction] > 0 {
		return e.Mend
	}
	return nil
}

// given reads the answers of a file.
func (e *Env) given(in, profile string) ([]precedent.Given, *choice.Tables, error) {
	if ext := strings.ToLower(filepath.Ext(in)); ext != ".md" && ext != ".markdown" {
		_, q, err := e.questionnaire(in, profile)
		if err != nil {
			return nil, nil, err
		}
		return precedent.Answers(q), q.Words, nil
	}
	data, err := e.read(in, maxMarkdown)
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxMarkdown || !utf8.Valid(data) {
		return nil, nil, e.Misuse(in+" is no Markdown of a questionnaire", fmt.Sprintf("it should be UTF-8 of at most %d MiB", maxMarkdown>>20))
	}
	return precedent.Markdown(string(data)), choice.Builtin(), nil
}

const maxMarkdown = 4 << 20

// proposed writes what was found.
func (e *Env) proposed(name string, findings []precedent.Finding, f importFlags) error {
	switch {
	case f.asJSON:
		return jsontext.Document(e.Stdout, findings)
	case f.out == "" || f.out == "-":
		_, err := fmt.Fprint(e.Stdout, precedent.Snippets(name, findings))
		return err
	}
	out, err := os.OpenFile(f.out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return e.Misuse(f.out+" exists, and may hold what somebody wrote", "name a new file with --out")
	}
	if err != nil {
		return err
	}
	_, err = out.WriteString(precedent.Snippets(name, findings))
	return errors.Join(err, out.Close())
}
