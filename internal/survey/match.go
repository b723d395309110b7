package survey

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/jsontext"
	"github.com/candor-site/candor/internal/match"
	"github.com/candor-site/candor/internal/reply"
	"github.com/candor-site/candor/internal/respond"
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
		Long: `Match reads one question of a security questionnaire and explains itself: what it
asks for, which topic it is about and which words say so, what stands against
replying, which values of the catalog were compared, and the answer with the
controls and the evidence behind it; or why a person must answer.

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
	_, view, err := open(ctx, f.audience)
	if err != nil {
		return err
	}
	r := responder(view)
	explain := match.New(view.Topics, names(view)...).Explain
	for _, q := range asked {
		response := r.Answer(q.Question)
		if f.asJSON {
			err = jsontext.Line(e.Stdout, lineOf(q, response))
		} else {
			_, err = io.WriteString(e.Stdout, explained(response, explain))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// line is what programs are told of a question.
type line struct {
	ID         string         `json:"id,omitempty"`
	Question   string         `json:"question"`
	Topic      string         `json:"topic"` // the best; "" for none
	Score      float64        `json:"score"`
	Margin     float64        `json:"margin"` // how far the second is behind, as a share of the best
	Fill       bool           `json:"fill"`
	Answer     string         `json:"answer"` // as it would be filled in; "" where a person must reply
	Word       choice.Word    `json:"word,omitempty"`
	AnswerID   string         `json:"answer_id,omitempty"`
	Truth      reply.Truth    `json:"truth"`
	Intent     match.Intent   `json:"intent"`
	Polarity   match.Polarity `json:"polarity"`
	Reason     match.Reason   `json:"reason"`
	Because    string         `json:"because,omitempty"`
	Suggestion string         `json:"suggestion,omitempty"`
	Citation   string         `json:"citation,omitempty"`
	Compared   []compared     `json:"compared,omitempty"`
	Candidates []candidate    `json:"candidates"`
}

type compared struct {
	Asked     string      `json:"asked"`
	Bound     match.Bound `json:"bound"`
	Control   string      `json:"control"`
	Parameter string      `json:"parameter"`
	Claimed   string      `json:"claimed"`
	Holds     bool        `json:"holds"`
}

type candidate struct {
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

// shown is how many candidates are printed.
const shown = 5

func lineOf(q asked, r respond.Response) line {
	l := line{
		ID: q.Name, Question: q.Text, Fill: r.Fill, Word: r.Word, Intent: r.Reading.Intent, Polarity: r.Reading.Polarity,
		Reason: r.Reason, Because: r.Because, Citation: r.Citation, Margin: r.Reading.Margin, Candidates: []candidate{},
	}
	for _, c := range r.Reading.Candidates[:min(len(r.Reading.Candidates), shown)] {
		l.Candidates = append(l.Candidates, candidate{c.Topic, c.Score})
	}
	if len(l.Candidates) > 0 {
		l.Topic, l.Score = l.Candidates[0].Topic, l.Candidates[0].Score
	}
	if r.Answer != nil {
		l.AnswerID, l.Truth = r.Answer.ID, r.Answer.Truth
		if r.Fill && r.Answer.Topic != "" {
			l.Topic = r.Answer.Topic // its own words decided
		}
	}
	if r.Fill {
		l.Answer = r.Text
	} else {
		l.Suggestion = r.Text
	}
	for _, c := range r.Comparisons {
		l.Compared = append(l.Compared, compared{c.Threshold.Text, c.Threshold.Bound, c.Control, c.Parameter, c.Claimed, c.Holds})
	}
	return l
}
