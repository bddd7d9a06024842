#compdef dixit
# Completes `dixit` in Zsh: commands, flags, words, and names from the database.
# Save it as _dixit in a folder of $fpath, or source it from ~/.zshrc after compinit.

_dixit() {
    local -a values shown open
    local value help
    while IFS=$'\t' read -r value help; do
        if [[ $value == *[/=] ]]; then
            open+=("$value")
        else
            values+=("$value")
            shown+=("$value${help:+  -- $help}")
        fi
    done < <(
        { print -rN -- "${(@Q)words[1,CURRENT-1]}"; print -rn -- "${(Q)PREFIX}" } |
            command "${(Q)words[1]}" completions zsh --answer 2>/dev/null
    )
    # They were chosen already, by more than their first letters.
    (( $#open )) && compadd -U -S '' -a open
    (( $#values )) && compadd -U -V dixit -l -d shown -a values
}

if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _dixit "$@"
else
    compdef _dixit dixit
fi
