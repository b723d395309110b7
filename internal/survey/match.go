package survey

import (
	"context"
	"fmt"
	"math"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/topic"
)

// matchFlags are the flags of match.
type matchFlags struct {
	audience, section, previous, batch string
	asJSON                             bool
}

// Match is the command match.
func (e *Env) Match() *cobra.Command {
	var f matchFlags
	cmd := &cobra.Command{
		Use:   "match QUESTION",
		Short: "Say what a question of a questionnaire is about, and what it is answered with",
		Long: `Match reads one question of a security questionnaire and says which topic it is
about and why: the words that speak for each topic, and their weight.

With --batch it reads one question a line, as JSON with the keys question, and
where they are known id, section and previous: the heading above it and the
question before it.`,
		Example: `  candor match "Is customer data encrypted at rest?"
  candor match "How often?" --previous "Are penetration tests done?"
  candor match --batch questions.jsonl --json`,
		Args: func(_ *cobra.Command, args []string) error {
			switch {
			case f.batch == "" && len(args) != 1:
				return e.Misuse("name one question: candor match QUESTION", "put it in quotes, or name a file of them with --batch")
			case f.batch != "" && len(args) > 0:
				return e.Misuse("--batch reads the questions out of a file, found a question too", "")
			}
			return nil
		},
	}
	open := e.Site(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return e.match(cmd.Context(), open, f, args) }
	cmd.Flags().StringVar(&f.audience, "audience", "", "answer with what this audience may see (default: the most open one)")
	cmd.Flags().StringVar(&f.section, "section", "", "the heading above the question")
	cmd.Flags().StringVar(&f.previous, "previous", "", "the question before it")
	cmd.Flags().StringVar(&f.batch, "batch", "", "read the questions out of a file of JSON lines, or of standard input: -")
	cmd.Flags().BoolVar(&f.asJSON, "json", false, "print JSON, one object a line")
	return cmd
}

func (e *Env) match(ctx context.Context, open Open, f matchFlags, args []string) error {
	asked := []asked{{}}
	if f.batch == "" {
		asked[0].Question = match.Question{Text: args[0], Section: f.section, Previous: f.previous}
	} else {
		var err error
		if asked, err = e.batch(f.batch); err != nil {
			return err
		}
	}
	if _, _, err := open(ctx, f.audience); err != nil {
		return err
	}
	m := match.New(topic.Builtin())
	for _, q := range asked {
		ranked := m.Rank(q.Question)
		if err := e.matched(q, ranked, f.asJSON); err != nil {
			return err
		}
	}
	return nil
}

// line is what is printed of a question.
type line struct {
	ID         string      `json:"id,omitempty"`
	Question   string      `json:"question"`
	Topic      string      `json:"topic"`
	Score      float64     `json:"score"`
	Margin     float64     `json:"margin"`
	Candidates []candidate `json:"candidates"`
}

type candidate struct {
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

// shown is how many candidates are printed.
const shown = 5

func (e *Env) matched(q asked, ranked []match.Candidate, asJSON bool) error {
	l := line{ID: q.ID, Question: q.Text, Candidates: []candidate{}}
	for _, c := range ranked[:min(len(ranked), shown)] {
		l.Candidates = append(l.Candidates, candidate{c.Topic, rounded(c.Score)})
	}
	if len(ranked) > 0 {
		l.Topic, l.Score, l.Margin = ranked[0].Topic, rounded(ranked[0].Score), 1
		if len(ranked) > 1 {
			l.Margin = rounded(1 - ranked[1].Score/ranked[0].Score)
		}
	}
	if asJSON {
		return printLine(e.Stdout, l)
	}
	if l.Topic == "" {
		_, err := fmt.Fprintln(e.Stdout, "no topic")
		return err
	}
	for _, c := range l.Candidates {
		if _, err := fmt.Fprintf(e.Stdout, "%8.3f  %s\n", c.Score, c.Topic); err != nil {
			return err
		}
	}
	return nil
}

func rounded(x float64) float64 { return math.Round(x*1000) / 1000 }
