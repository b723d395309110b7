package controls

import (
	"errors"
	"io/fs"
	"reflect"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/topic"
)

// Topics returns the topics of questionnaires: those that Candor knows, with
// what the site adds to them (site.TopicsFile), then the site's own. It returns
// nil where that file cannot be read; an error means that the machine failed.
func Topics(tree *source.Tree) ([]*topic.Topic, diag.List, error) {
	f, err := tree.Read(site.TopicsFile, decode.Config.Bytes)
	var problem *source.Problem
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return topic.Builtin(), nil, nil
	case errors.As(err, &problem):
		d := diag.Errorf(diag.FileUnreadable, source.NewFile(site.TopicsFile, nil).Whole(), "the file %s", problem.Reason)
		d.Hint = problem.Hint
		return nil, diag.List{d}, nil
	case err != nil:
		return nil, nil, err
	}
	topics, list := topic.Extend(topic.Builtin(), f)
	return topics, list, nil
}

// TopicsSchema returns the JSON Schema of the file of topics.
func TopicsSchema() ([]byte, error) {
	return schema.Of(reflect.TypeFor[topic.Additions](), schema.Options{
		ID: "https://github.com/candor-site/candor/schema/topics.schema.json", Title: "Candor topics",
		Description: site.TopicsFile + ": topics of security questionnaires that the site adds, and words of those that Candor knows",
	})
}
