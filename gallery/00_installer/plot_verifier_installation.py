"""
Vérifier l'installation
=======================

Les versions, la variante de PyTorch, l'appareil de calcul et sa mémoire. Ce
que le script affiche dépend de la machine.
"""

# %% imports
import os
import platform
import subprocess
import sys

import torch
import torchvision

# %% versions
print("Python     ", platform.python_version())
print("torch      ", torch.__version__)
print("torchvision", torchvision.__version__)

# %% variante
if torch.version.cuda:
    print("PyTorch compilé pour CUDA", torch.version.cuda)
elif torch.version.hip:
    print("PyTorch compilé pour ROCm", torch.version.hip)
else:
    print("PyTorch compilé sans CUDA ni ROCm")

# %% operateurs
# Une fonction compilée de torchvision, sur un seul rectangle.
rectangle = torch.tensor([[0.0, 0.0, 1.0, 1.0]])  # (1, 4)
try:
    torchvision.ops.nms(rectangle, torch.ones(1), 0.5)
    print("torch et torchvision vont ensemble")
except (RuntimeError, NotImplementedError) as erreur:
    print(type(erreur).__name__, ":", str(erreur).split(". ")[0])

# %% releve-paire
try:
    torchvision.ops.nms(rectangle, torch.ones(1), 0.5)
    paire = "bien assortie"
except (RuntimeError, NotImplementedError):
    paire = "dépareillée"

# %% premier-calcul
a = torch.arange(6.0).reshape(2, 3)  # (2, 3)
print(a @ a.T)  # le produit de matrices, comme en NumPy

# %% sans-environnement
# Le même Python, sans les paquets de son environnement (-S).
essai = subprocess.run([sys.executable, "-I", "-S", "-c", "import torch"],
                       capture_output=True, text=True)
print(essai.stderr.splitlines()[-1])
message_sans_environnement = essai.stderr.splitlines()[-1]

# %% choisir
def choisir_appareil():
    if torch.cuda.is_available():
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


device = choisir_appareil()
print(device)

# %% accelerateur
device = torch.device("cpu")
if torch.accelerator.is_available():
    device = torch.accelerator.current_accelerator()
print(device)

# %% carte
if device.type == "cuda":
    carte = torch.cuda.get_device_properties(device)
    print(carte.name, f"{carte.total_memory / 2**30:.1f} Gio")
else:
    print("Ni NVIDIA ni AMD ;", os.cpu_count(), "cœurs de processeur")

# %% meme-programme
# Les trois mêmes lignes sur un portable, un Mac ou un serveur à GPU.
x = torch.ones(3, device=device)   # (3,), créé sur l'appareil
y = torch.arange(3.0).to(device)   # (3,), rendu sur l'appareil
print((x + y).sum().item())

# %% appareil-absent
# Un appareil que cette machine n'a pas.
absent = "cuda" if not torch.cuda.is_available() else "mps"
try:
    torch.zeros(3, device=absent)
except (AssertionError, RuntimeError, NotImplementedError) as erreur:
    print(type(erreur).__name__, ":", str(erreur).splitlines()[0][:80])

# %% releve-absent
try:
    torch.zeros(3, device=absent)
    refuse = False
except (AssertionError, RuntimeError, NotImplementedError):
    refuse = True

# %% revenir
# Pour NumPy et matplotlib, revenir sur le processeur.
print((x + y).cpu().numpy())

# %% auto-evaluation
somme_portable = int((x + y).sum().item())
sans_environnement = "No module named 'torch'" in message_sans_environnement
type_du_calcul = device.type

# %% quiz-appareil
t = torch.ones(3)
u = t.to(device)
print(t.device, u.cpu().sum().item())

# %% verifications
assert sys.version_info >= (3, 11)
assert int(torch.__version__.split(".")[0]) >= 2
assert sans_environnement and essai.returncode == 1
assert refuse
assert somme_portable == 6
assert torch.equal(a @ a.T, torch.tensor([[5.0, 14.0], [14.0, 50.0]]))
assert x.device.type == y.device.type == device.type
# Les deux façons de choisir s'accordent.
assert choisir_appareil().type == device.type
# Une seule des trois variantes : CUDA, ROCm ou le processeur.
assert not (torch.version.cuda and torch.version.hip)
assert t.device.type == "cpu" and u.device.type == device.type
# Rien à déplacer : pas de copie. Un autre type : une copie.
assert x.to(x.device) is x and x.to(torch.int64) is not x
