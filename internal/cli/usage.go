package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/onuse"
)

// usageError is a mistake in the words of the command line.
type usageError struct {
	error
	hint string // an action, or ""
}

func usagef(format string, args ...any) usageError {
	return usageError{error: fmt.Errorf(format, args...)}
}

// hinted returns the error with a hint.
func (e usageError) hinted(format string, args ...any) usageError {
	e.hint = fmt.Sprintf(format, args...)
	return e
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no arguments, found %q", cmd.CommandPath(), args[0]).hinted("see %s --help", cmd.CommandPath())
	}
	return nil
}

// oneOfCommands refuses arguments of a command that only has commands of its
// own.
func oneOfCommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	e := usagef("there is no command %q", cmd.CommandPath()+" "+args[0])
	if near := diag.DidYouMean(args[0], names); near != "" {
		return e.hinted("%s", near)
	}
	return e.hinted("%s --help lists the commands", cmd.CommandPath())
}

// flagName finds the names of flags in a help text.
var flagName = onuse.Regexp(`(?m)^ +(?:-\w, )?--([a-z-]+)`)

// flagError words what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	message, function, _ := strings.Cut(err.Error(), ": strconv.") // a function of Go says nothing to people
	hint := cmd.CommandPath() + " --help lists the flags"
	switch function, _, _ = strings.Cut(function, ":"); function {
	case "ParseInt":
		hint = "write a whole number"
	case "ParseBool":
		hint = "write true or false, or the flag alone"
	}
	if name, ok := strings.CutPrefix(message, "unknown flag: --"); ok {
		var names []string
		for _, m := range flagName.FindAllStringSubmatch(cmd.UsageString(), -1) {
			names = append(names, m[1])
		}
		message = cmd.CommandPath() + " has no flag --" + name
		if near := diag.Suggest(name, names); near != "" {
			hint = "did you mean --" + near + "?"
		}
	}
	return usagef("%s", message).hinted("%s", hint)
}

// helpCommand is the command help, which knows when there is no such command.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Say what a command does",
		Example: "  candor help build\n  candor help evidence inspect",
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return oneOfCommands(cmd, rest)
			}
			cmd.InitDefaultHelpFlag()
			return cmd.Help()
		},
	}
}

// nameShells makes the command completion say which shells there are.
func nameShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	i := slices.IndexFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == "completion" })
	cmd := root.Commands()[i]
	cmd.Short = "Print the completions of a shell"
	cmd.Example = "  source <(candor completion bash)\n  candor completion fish > ~/.config/fish/completions/candor.fish"
	cmd.Args = oneOfCommands
	cmd.RunE = func(*cobra.Command, []string) error {
		return usagef("say for which shell: bash, fish, powershell or zsh")
	}
}

// count formats a number of things: "1 page", "2 pages".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
