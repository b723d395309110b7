package gather

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// storageProgram copies buckets. It is a program of its own, because the
// libraries of three clouds weigh as much as this one.
const storageProgram = "candor-storage"

// Pull returns the command that copies the bucket which the site file names.
func (e *Env) Pull() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "pull",
		Short: "Copy the bucket that evidence lies in to this machine",
		Long: `Copy the bucket that evidence lies in, as candor.yaml names it (evidence:
source:), to .candor/evidence. Only what changed is fetched. Builds and checks
read the copy and open no connection. When the bucket cannot be copied as a
whole, the last copy stays.

The work is done by the program ` + storageProgram + `, which lies beside candor or in PATH.
Credentials are found as the tools of the provider find them.`,
		Example: `  go install github.com/candor-site/candor/cmd/candor-storage@latest
  AWS_PROFILE=audit candor evidence pull && candor check`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return e.pull(cmd.Context(), asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the report as a line of JSON")
	return cmd
}

// pulled is the report of a copy.
type pulled struct {
	Source  string `json:"source"`
	Listed  int    `json:"listed"`
	Fetched int    `json:"fetched"`
	Bytes   int64  `json:"bytes"`
	Removed int    `json:"removed"`
	Refused []struct {
		Key string `json:"key"`
		Why string `json:"why"`
	} `json:"refused,omitempty"`
}

func (e *Env) pull(ctx context.Context, asJSON bool) error {
	address, err := e.bucket()
	if err != nil {
		return err
	}
	program, err := storage()
	if err != nil {
		return err
	}
	args := []string{"pull", "-dir", *e.Dir}
	if !*e.Quiet && e.Terminal {
		args = append(args, "-progress")
	}
	cmd := exec.CommandContext(ctx, program, append(args, address)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, e.Stderr
	var exit *exec.ExitError
	switch err := cmd.Run(); {
	case errors.As(err, &exit) && exit.ExitCode() == 1:
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return fmt.Errorf("the bucket was not copied (%s: %w)", storageProgram, err)
	}
	var report pulled
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return fmt.Errorf("%s printed no report: %w", storageProgram, err)
	}
	if asJSON {
		if _, err := e.Stdout.Write(out.Bytes()); err != nil {
			return err
		}
	}
	for _, r := range report.Refused {
		e.say("candor: not copied: %s: %s", r.Key, r.Why)
	}
	e.say("copied %s: %d objects, of which %d fetched (%d bytes), %d gone since the last time",
		report.Source, report.Listed, report.Fetched, report.Bytes, report.Removed)
	if len(report.Refused) > 0 {
		return ErrMend
	}
	return nil
}

// bucket reads the address of the bucket out of the site file.
func (e *Env) bucket() (string, error) {
	if err := e.Site(); err != nil {
		return "", err
	}
	tree, err := source.OpenTree(*e.Dir)
	if err != nil {
		return "", err
	}
	defer tree.Close()
	f, err := tree.Read(config.Name, decode.Config.Bytes)
	if err != nil {
		return "", err
	}
	cfg, list := config.Load(f)
	switch {
	case list.HasErrors():
		return "", errors.Join(ErrMend, e.Report(list))
	case cfg.Bucket.Value == "":
		return "", misuse("%s names no bucket", config.Name).hinted("write evidence: {source: s3://bucket/prefix?region=…} there, or put evidence into the folder evidence/")
	}
	return cfg.Bucket.Value, nil
}

// storage finds the program that copies buckets: beside this one, or in PATH.
func storage() (string, error) {
	if own, err := os.Executable(); err == nil {
		beside := filepath.Join(filepath.Dir(own), storageProgram)
		if found, err := exec.LookPath(beside); err == nil {
			return found, nil
		}
	}
	found, err := exec.LookPath(storageProgram)
	if err != nil {
		return "", misuse("the program %s, which copies buckets, is not installed", storageProgram).
			hinted("go install github.com/candor-site/candor/cmd/%s@latest", storageProgram)
	}
	return found, nil
}
