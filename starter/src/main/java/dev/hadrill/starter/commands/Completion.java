package dev.hadrill.starter.commands;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hadrill completion}: what a shell needs to complete commands, options, scenarios and stacks. */
@Command(
        name = "completion",
        description = {
            "Prints the script that completes hadrill's commands in a shell:",
            "source <(./hadrill completion bash), or the same line in ~/.bashrc or ~/.zshrc with an absolute path."
        },
        mixinStandardHelpOptions = true)
public final class Completion implements Callable<Integer> {
    /** The shells that it is written for. */
    enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "bash|zsh", description = "Your shell.")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (shell == Shell.ZSH) {
            System.out.println("autoload -Uz compinit && compinit"); // bash's completion in zsh stands on its own
        }
        System.out.println(AutoComplete.bash("hadrill", spec.root().commandLine()));
        return 0;
    }
}
