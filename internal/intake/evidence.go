package intake

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/shape"
	"github.com/candor-site/candor/internal/source"
)

// EvidenceFiles returns the files that an argument names: the file itself, those
// below a folder, those that fit a pattern which the shell left alone.
func EvidenceFiles(arg string) ([]string, diag.List) {
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return filesBelow(arg)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(arg, "*?["):
		names, bad := filepath.Glob(arg)
		if bad != nil || len(names) == 0 {
			return nil, diag.List{Unusable(arg, "no file fits this pattern", "check the pattern, or name a folder")}
		}
		var out []string
		var list diag.List
		for _, name := range names {
			if strings.HasSuffix(name, evidence.EnvelopeSuffix) {
				continue
			}
			more, bad := EvidenceFiles(name)
			out, list = append(out, more...), append(list, bad...)
		}
		return out, list
	case errors.Is(err, fs.ErrNotExist):
		if _, err := os.Lstat(arg); err != nil {
			return nil, diag.List{Unusable(arg, "there is no such file", "check the name")}
		}
	}
	return []string{arg}, nil
}

// filesBelow returns the evidence below a folder, in order: neither envelopes,
// nor formats, nor names that start with a dot.
func filesBelow(folder string) (names []string, list diag.List) {
	tree, err := source.OpenTree(folder)
	if err != nil {
		return nil, diag.List{Unusable(folder, "the folder cannot be read: "+Cause(err), "check its permissions")}
	}
	defer tree.Close()
	entries, problems, err := tree.Walk(".")
	if err != nil {
		return nil, diag.List{Unusable(folder, err.Error(), "name fewer files")}
	}
	for _, p := range problems {
		list.Add(Unusable(filepath.Join(folder, p.Path), "the file "+p.Reason, p.Hint))
	}
	for _, e := range entries {
		name := filepath.Join(folder, filepath.FromSlash(e.Path))
		if !strings.HasSuffix(name, evidence.EnvelopeSuffix) && !strings.Contains("/"+filepath.ToSlash(name), "/"+evidence.FormatsDir+"/") {
			names = append(names, name)
		}
	}
	if len(names)+len(list) == 0 {
		list.Add(Unusable(folder, "the folder holds no files", "name the folder that holds the evidence"))
	}
	return names, list
}

// Unusable words why what was named cannot be read.
func Unusable(name, why, hint string) diag.Diagnostic {
	return diag.Errorf(diag.FileUnreadable, source.NewFile(filepath.ToSlash(name), nil).Whole(), "%s", why).Hinted("%s", hint)
}

// Cause returns an error of the system without the path, which is said already.
func Cause(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// ReadEvidence reads a file and the envelope beside it, if there is one.
func ReadEvidence(name string) (f, envelope *source.File, err error) {
	tree, err := source.OpenTree(filepath.Dir(name))
	if err != nil {
		return nil, nil, err
	}
	defer tree.Close()
	base := filepath.Base(name)
	if f, err = tree.Read(base, shape.Limits.Bytes); err != nil {
		return nil, nil, err
	}
	envelope, err = tree.Read(base+evidence.EnvelopeSuffix, decode.Config.Bytes)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil, nil
	}
	return f, envelope, err
}

// SiteAround returns the nearest folder upwards that holds a site file, or the
// folder itself.
func SiteAround(folder string) string {
	at, err := filepath.Abs(folder)
	if err != nil {
		return folder
	}
	for {
		if info, err := os.Stat(filepath.Join(at, config.Name)); err == nil && info.Mode().IsRegular() {
			return at
		}
		up := filepath.Dir(at)
		if up == at {
			return folder
		}
		at = up
	}
}
