package survey

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/fill"
	"github.com/candor-site/candor/internal/questionnaire"
	"github.com/candor-site/candor/internal/source"
)

// fillFlags are the flags of fill.
type fillFlags struct {
	out, audience, profile, saveProfile, report, overwrite string
	dryRun, strict                                         bool
}

// maxQuestionnaire is the largest file that is read, in bytes.
const maxQuestionnaire = 64 << 20

// Fill is the command fill.
func (e *Env) Fill() *cobra.Command {
	var f fillFlags
	cmd := &cobra.Command{
		Use:   "fill FILE",
		Short: "Fill a customer's questionnaire with what the catalog can answer",
		Long: `Fill answers a security questionnaire in the customer's own workbook (.xlsx,
.xlsm) or table (.csv, .tsv) and writes it to another file of the same kind. It
writes cells for answers and comments that are empty, visible, unlocked and hold
no formula, and no other byte. Yes and no are put into the words that the cell
offers; the comment names the controls and the evidence behind the answer.

What no answer of the catalog covers, asks for a promise, or rests on evidence
that is stale stays blank and is listed for a person, with the reason. Macros are
kept and never run, links are not followed, nothing leaves the machine.

The layout that was found is printed before anything is written; --dry-run stops
there. Where it is wrong, --save-map writes it down and --map reads it.

Rows that need a person do not make fill fail: with --strict it ends with 1 where
a row needs one, or an answer that was there is at odds with the catalog.`,
		Example: `  candor fill customer.xlsx --dry-run
  candor fill customer.xlsx -o answered.xlsx --report answered.md
  candor fill customer.csv -o answered.csv --overwrite placeholders`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return e.Misuse("name one questionnaire: candor fill FILE -o OTHER", "see candor fill --help")
			}
			return nil
		},
	}
	open := e.Site(cmd)
	cmd.RunE = func(cmd *cobra.Command, args []string) error { return e.fill(cmd.Context(), open, f, args[0]) }
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "file to write, of the same kind as FILE")
	cmd.Flags().StringVar(&f.audience, "audience", "", "answer with what this audience may see (default: the most open one)")
	cmd.Flags().StringVar(&f.profile, "map", "", "read how the file is laid out from a file of profiles")
	cmd.Flags().StringVar(&f.saveProfile, "save-map", "", "write how the file is laid out to a new file of profiles")
	cmd.Flags().StringVar(&f.report, "report", "", "write what became of each row to a file: .md, .json or .csv")
	cmd.Flags().StringVar(&f.overwrite, "overwrite", string(fill.Never), "what may be written over: never, placeholders or all")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "print the layout that was found, and write nothing")
	cmd.Flags().BoolVar(&f.strict, "strict", false, "end with 1 where a row needs a person or an answer is at odds with the catalog")
	return cmd
}

func (e *Env) fill(ctx context.Context, open Open, f fillFlags, in string) error {
	if err := e.fillable(f, in); err != nil {
		return err
	}
	data, q, err := e.questionnaire(in, f.profile)
	if err != nil {
		return err
	}
	if err := e.laidOut(q, f); err != nil || f.dryRun {
		return err
	}
	_, view, err := open(ctx, f.audience)
	if err != nil {
		return err
	}
	filling := fill.Fill(q, responder(view), fill.Overwrite(f.overwrite))
	var b bytes.Buffer
	if err := filling.Write(&b, data); err != nil {
		return fmt.Errorf("filling %s: %w", in, err)
	}
	report := filling.Report(view.AsOf, view.Audience, fill.Overwrite(f.overwrite))
	report.Input, report.Output = filepath.Base(in), filepath.Base(f.out)
	if err := os.WriteFile(f.out, b.Bytes(), 0o600); err != nil {
		return err
	}
	if err := e.reported(report, f.report); err != nil {
		return err
	}
	e.summed(report, f)
	if f.strict && report.Counts.Person+report.Counts.Differs > 0 {
		return e.Mend
	}
	return nil
}

// fillable refuses words of the command line that cannot be meant.
func (e *Env) fillable(f fillFlags, in string) error {
	var policies []string
	for _, o := range fill.Overwrites {
		policies = append(policies, string(o))
	}
	if !slices.Contains(policies, f.overwrite) {
		return e.Misuse(fmt.Sprintf("there is no policy %q of overwriting; the policies are never, placeholders and all", f.overwrite), diag.DidYouMean(f.overwrite, policies))
	}
	if ext := strings.ToLower(filepath.Ext(f.report)); f.report != "" && reports[ext] == nil {
		return e.Misuse(fmt.Sprintf("a report is no %q", ext), "name it .md, .json or .csv")
	}
	if f.out == "" {
		if f.dryRun {
			return nil
		}
		return e.Misuse("say where the filled questionnaire goes", "name a file with -o, or see what was found with --dry-run")
	}
	if was, now := strings.ToLower(filepath.Ext(in)), strings.ToLower(filepath.Ext(f.out)); was != now {
		return e.Misuse(fmt.Sprintf("the filled questionnaire stays of its kind: %s cannot become %s", was, now), "end the name in "+was)
	}
	for _, name := range []string{f.out, f.report, f.saveProfile} {
		if name != "" && sameFile(in, name) {
			return e.Misuse("the questionnaire itself is never changed", "name another file than "+name)
		}
	}
	return nil
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y) || filepath.Clean(a) == filepath.Clean(b)
}

// questionnaire reads a questionnaire, with a file of profiles or "".
func (e *Env) questionnaire(in, profile string) ([]byte, *questionnaire.Questionnaire, error) {
	data, err := e.read(in, maxQuestionnaire)
	if err != nil {
		return nil, nil, err
	}
	if len(data) > maxQuestionnaire {
		return nil, nil, e.Misuse(fmt.Sprintf("%s has more than %d MiB", in, maxQuestionnaire>>20), "")
	}
	var profiles []*questionnaire.Profile
	if profile != "" {
		if profiles, err = e.profiles(profile); err != nil {
			return nil, nil, err
		}
	}
	q, err := questionnaire.Open(data, profiles)
	var refused *questionnaire.Refused
	if errors.As(err, &refused) {
		return nil, nil, e.Misuse(fmt.Sprintf("%s is not read: %s", in, visible(refused.Reason)), refused.Hint)
	}
	return data, q, err
}

// profiles reads a file of profiles. Every mistake in it is reported.
func (e *Env) profiles(name string) ([]*questionnaire.Profile, error) {
	data, err := e.read(name, maxProfile)
	if err != nil {
		return nil, err
	}
	profiles, list := questionnaire.ReadProfiles(source.NewFile(filepath.ToSlash(name), data))
	if len(list) == 0 {
		return profiles, nil
	}
	return nil, errors.Join(e.Report(list.Sorted()), e.Mend)
}

const maxProfile = 1 << 20
