#!/usr/bin/env bash
# Trains BERT mini here and in Hugging Face transformers on PyTorch, from the same weights and on the same minibatches, and compares the curves.
#
#   deploy/overlay.sh CORPUS [FOLDER]      # text as conf/real-text.conf describes; results in FOLDER, default runs/overlay
#
# PYTHON names a Python with numpy, pyarrow, torch and transformers; default python3. A step whose result is there is not repeated. Ends with
# exit code 1 if the curves differ by more than the bars that overlay.py states.
set -euo pipefail
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/environment.sh"
corpus=${1:?usage: deploy/overlay.sh CORPUS [FOLDER]}
folder=${2:-runs/overlay}
python=${PYTHON:-python3}
"$python" -c 'import numpy, pyarrow, torch, transformers' || {
  echo "error: $python lacks a package; $python -m pip install '$home/deploy/python[overlay]', or set PYTHON" >&2
  exit 2
}

job() {
  local name=$1
  shift
  "$home/deploy/local.sh" "$name" --conf "$home/conf/overlay.conf" "$@"
}
overlay() {
  "$python" "$home/deploy/python/overlay.py" "$@"
}

job prepare --set "corpus.input=$corpus" --set "output=$folder/prepared"
[ -e "$folder/initial/tokenizer_config.json" ] || overlay initial "$folder/prepared" "$folder/initial"
job pretrain --set "prepared=$folder/prepared" --set "model=$folder/initial" --set "output=$folder/cloze"
job evaluate --set "prepared=$folder/prepared" --set "model=$folder/cloze" --set "output=$folder/evaluation"
[ -e "$folder/pytorch/model/config.json" ] || overlay train "$folder/prepared" "$folder/initial" "$folder/cloze" "$folder/pytorch"
overlay measure "$folder/prepared" "$folder/pytorch"
overlay compare "$folder/cloze" "$folder/evaluation" "$folder/pytorch"
